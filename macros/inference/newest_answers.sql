{% macro newest_answers(attributes) -%}
    {#- One row per company with the newest valid answer to each of the attributes; explanation and time are those of
        the first of them that has an answer. -#}
    select
        domain,
        {% for attribute in attributes -%}
        max(value) filter (where attribute = '{{ attribute }}') as {{ attribute }},
        {% endfor -%}
        (
            array_agg(explanation order by array_position({{ text_array(attributes) }}, attribute))
        )[1] as explanation,
        (
            array_agg(last_checked_at order by array_position({{ text_array(attributes) }}, attribute))
        )[1] as last_checked_at
    from {{ ref('core__company_inferences') }}
    where attribute in ('{{ attributes | join("', '") }}')
    group by domain
{%- endmacro %}
