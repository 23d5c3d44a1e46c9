{% macro is_nobody(name) -%}
    {#- Predicate: a name as sent says that there is none ('N/A', 'None found.'), with or without a final dot, in a word or
        in a sentence ('No customers were mentioned', 'Unable to find any customers'). -#}
    (
        rtrim(lower({{ name }}), '. ') in (
            select rtrim(word.raw_value, '. ') from {{ ref('non_values') }} as word where word.meaning <> 'no numbers'
        )
        or {{ name }} ~* {{ "'^(none|not) ((was|were) )?(mentioned|listed|identified|stated|named)\\.?$'" }}
        or {{ name }} ~* {{ "'^no(ne of the)? ([a-z-]+ ){0,3}(customers?|clients?|case stud(y|ies))\\M(\\.?$|.{0,60}\\m"
            ~ "(found|identified|mentioned|listed|available|provided|specified|disclosed|named)\\M.{0,60}$)'" }}
        or {{ name }} ~* {{ "'^(unable to|could not|cannot) (find|identify|determine|locate)\\M.{0,100}$'" }}
    )
{%- endmacro %}
