{% macro apostrophes() -%}
    {#- Characters that senders write for an apostrophe besides the one of ASCII: curly ones, accents that stand alone,
        and the letter of Unicode. -#}
    E'\u2019\u2018`\u00b4\u02bc'
{%- endmacro %}
