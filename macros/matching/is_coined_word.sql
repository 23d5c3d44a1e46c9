{% macro is_coined_word(word) -%}
    {#- Predicate: three to eight letters that cannot be spoken as a word. -#}
    ({{ word }} ~ '^[a-z]{3,8}$' and not {{ function('is_pronounceable') }}({{ word }}))
{%- endmacro %}
