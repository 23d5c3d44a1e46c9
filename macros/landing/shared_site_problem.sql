{% macro shared_site_problem(domain, sent) -%}
    {#- Reason of a record that names a host of many companies (`junk_kind`), or a page on one: that can be read, and gives
        no domain (site_domain). Null otherwise; goes before key_problem. -#}
    case
        when junk_kind is not null or {{ domain }} is null and {{ function('normalize_domain') }}({{ sent }}) is not null
            then 'shared_domain'
    end
{%- endmacro %}
