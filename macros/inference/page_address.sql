{% macro page_address(sent) -%}
    {#- A page's address as sent, so that it can be fetched: with a scheme, nothing else changed; null when it is
        none. -#}
    case
        when {{ function('normalize_url') }}({{ sent }}) is null then null
        when lower({{ sent }}) like 'http%://%' then {{ sent }}
        else 'https://' || ltrim({{ sent }}, '/')
    end
{%- endmacro %}
