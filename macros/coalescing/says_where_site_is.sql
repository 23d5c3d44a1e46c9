{% macro says_where_site_is(record, domain, found) -%}
    {#- Predicate: a record of a company (alias `record`, its domain in column `domain`) says where the company's site is: at
        the domain `found`. An answer of a dead site says nothing; a site that does not redirect is at home or nowhere. -#}
    {{ record }}.rejected_reason is null
    and {{ record }}.resolved_domain is not null
    and {{ record }}.resolved_domain_is_live is not false
    and ({{ record }}.resolved_domain_redirects is not false or {{ found }} = {{ record }}.{{ domain }})
{%- endmacro %}
