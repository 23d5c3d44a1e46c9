{% macro site_domain(text) -%}
    {#- Normalised domain of a company's site. A page on a host that is also a company ('linkedin.com/company/acme') is
        somebody else's and names none; only the host by itself is the company that runs it. -#}
    case
        when {{ function('names_a_page') }}({{ text }}) and {{ function('normalize_domain') }}({{ text }}) in (
            select host.domain from {{ ref('junk_domains') }} as host where host.is_also_company
        ) then null
        else {{ function('normalize_domain') }}({{ text }})
    end
{%- endmacro %}
