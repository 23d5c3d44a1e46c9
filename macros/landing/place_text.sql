{% macro place_text(object, part) -%}
    {#- City, state or country of a parsed place as sent; a country may come as its code alone. -#}
    {{ first_text_of(object, {'country': ['country', 'country_iso']}.get(part, [part])) }}
{%- endmacro %}
