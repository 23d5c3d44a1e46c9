{% macro is_in_place(country, place) -%}
    {#- Whether a place that a rule read in a text may be that of somebody in a country: a code that is as often a
        country's ('Berlin, DE') counts only where the country is known. -#}
    case
        when {{ country }} is null then {{ place }}.is_certain
        else ({{ country }} = {{ place }}.in_country) is not false
    end
{%- endmacro %}
