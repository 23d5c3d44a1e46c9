{% macro is_no_offer(attribute, value) -%}
    {#- Predicate: a value that is offered for an attribute is a word for nothing ('Unknown', '--'), or a company of 0
        employees, which is how providers say that they have not counted. A name may be such a word, NA is the code of
        Namibia, and what is longer than any of the words need not be looked up. -#}
    (
        {{ attribute }} in ('employee_count', 'size_range') and {{ value }} = '0'
        or {{ attribute }} not in ('name', 'full_name', 'first_name', 'last_name', 'cleaned_name')
        and not ({{ attribute }} = 'country' and upper({{ value }}) = 'NA')
        and length({{ value }}) <= 60
        and {{ is_nobody(value) }}
    )
{%- endmacro %}
