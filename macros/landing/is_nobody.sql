{% macro is_nobody(name) -%}
    {#- Predicate: a name as sent says that there is none ('N/A', 'None found.'), with or without a final dot. -#}
    rtrim(lower({{ name }}), '. ') in (
        select rtrim(word.raw_value, '. ') from {{ ref('non_values') }} as word where word.meaning <> 'no numbers'
    )
{%- endmacro %}
