{% macro is_nobody(name) -%}
    {#- Predicate: a name as sent says that there is none ('N/A', 'None found.'), with or without a final dot, in a word or
        in a sentence ('No customers were mentioned', 'Unable to find any customers'). -#}
    (
        rtrim(lower({{ name }}), '. ') in (
            select rtrim(word.raw_value, '. ') from {{ ref('non_values') }} as word where word.meaning <> 'no numbers'
        )
        or {{ name }} ~* '^(none|not)( (was|were))? (mentioned|listed|identified|stated|named|found)\.?$'
        or {{ name }} ~* '^(no|none of the|unable to|could not|cannot) .*\m(customers?|clients?|case stud(y|ies))\M'
    )
{%- endmacro %}
