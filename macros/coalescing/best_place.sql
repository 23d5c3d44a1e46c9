{% macro best_place(relation) -%}
    {#- Per location_key what is known of the place: the answer with the most parts (city, state, country), of equal
        ones the newest. What it leaves out comes from answers that contradict it in nothing. -#}
    {%- set parts = ['city', 'state', 'country'] -%}
    {%- set agrees -%}
        {%- for part in parts -%}
        (lower({{ part }}) = lower(best_{{ part }})) is not false{{ ' and ' if not loop.last }}
        {%- endfor -%}
    {%- endset -%}
    select
        location_key,
        (array_agg(location_name order by place_order))[1] as location_name,
        {% for part in parts -%}
        coalesce(
            best_{{ part }},
            (array_agg({{ part }} order by place_order) filter (where {{ part }} is not null and {{ agrees }}))[1]
        ) as {{ part }},
        {% endfor -%}
        (array_agg(source_kind order by place_order))[1] as source_kind,
        (array_agg(workflow_slug order by place_order))[1] as workflow_slug,
        (array_agg(record_id order by place_order))[1] as record_id,
        max(observed_at) as updated_at
    from (
        select
            answer.*,
            row_number() over best as place_order,
            {% for part in parts -%}
            first_value({{ part }}) over best as best_{{ part }}{{ ',' if not loop.last }}
            {% endfor %}
        from {{ relation }} as answer
        window best as (
            partition by location_key
            order by num_nonnulls(city, state, country) desc, observed_at desc, record_id desc
        )
    ) as ranked
    group by location_key, best_city, best_state, best_country
{%- endmacro %}
