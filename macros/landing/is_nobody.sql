{% macro is_nobody(name) -%}
    {#- Predicate: a name as sent says that there is none ('N/A', 'None found.'), with or without a final dot, in a word or
        in a sentence ('No customers were mentioned', 'Unable to find any customers'). The first letters tell most names
        from sentences; patterns cost more. -#}
    {%- set no_customers = 'no(ne of the)? ((specific|known|named|public|notable|direct|current|verified|explicit) )?'
        ~ '(customers?|clients?|case stud(y|ies))' -%}
    {%- set said = '(found|identified|mentioned|listed|available|provided|specified|disclosed|named)' -%}
    (
        rtrim(lower({{ name }}), '. ') in (
            select rtrim(word.raw_value, '. ') from {{ ref('non_values') }} as word where word.meaning <> 'no numbers'
        )
        or case
            when lower(left({{ name }}, 2)) in ('no', 'un', 'co', 'ca')
                then
                    {{ name }} ~* '^(none|not) ((was|were) )?(mentioned|listed|identified|stated|named)\.?$'
                    or {{ name }} ~* '^(unable to|could not|cannot) (find|identify|determine|locate)\M.{0,100}$'
                    or {{ name }} ~* '^{{ no_customers }}\.?$'
                    or {{ name }} ~* '^{{ no_customers }} .{0,60}\m{{ said }}\M.{0,60}$'
            else false
        end
    )
{%- endmacro %}
