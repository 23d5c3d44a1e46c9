{% macro key_problem(normalized, sent, what) -%}
    {#- Why a record has no key: nothing was sent, or what was sent cannot be read. Null when it has one. -#}
    case
        when {{ normalized }} is not null then null
        when {{ sent }} is null then 'no_{{ what }}'
        else 'unreadable_{{ what }}'
    end
{%- endmacro %}
