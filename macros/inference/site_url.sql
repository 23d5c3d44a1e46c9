{% macro site_url(sent, domain) -%}
    {#- An address found on a company's site: links within the site have no host, and get that of the company. -#}
    {{ function('normalize_url') }}(case
        when {{ sent }} like '//%' or lower(left({{ sent }}, 8)) like any (array['http://%', 'https://%', 'www.%'])
            then {{ sent }}
        when {{ sent }} like '/%' then 'https://' || {{ domain }} || {{ sent }}
        when {{ sent }} like '%:%' then null
        when {{ sent }} like '%.%/%' and {{ function('normalize_domain') }}({{ sent }}) is not null then {{ sent }}
        else 'https://' || {{ domain }} || '/' || {{ sent }}
    end)
{%- endmacro %}
