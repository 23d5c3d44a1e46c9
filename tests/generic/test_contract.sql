{% test contract(model, not_null=[], unique=[], one_of={}) %}
{#- Fails with a row for every promise about a column that some row breaks: never null, never twice, one of these values.
    One reading of the table answers all of them but `unique`. -#}
with counted as (
    select
        {% for name in not_null -%}
        count(*) filter (where {{ name }} is null) as null_{{ loop.index }},
        {% endfor -%}
        {% for name, values in one_of.items() -%}
        count(*) filter (where {{ name }}::text not in ('{{ values | join("', '") }}')) as odd_{{ loop.index }},
        {% endfor -%}
        count(*) as number
    from {{ model }}
),

broken as (
    {% for name in not_null -%}
    select 'not_null' as promise, '{{ name }}' as column_name, null_{{ loop.index }} as failures from counted
    union all
    {% endfor -%}
    {% for name in one_of -%}
    select 'one_of' as promise, '{{ name }}' as column_name, odd_{{ loop.index }} as failures from counted
    union all
    {% endfor -%}
    {% for name in unique -%}
    select 'unique' as promise, '{{ name }}' as column_name, count(*) as failures
    from (
        select {{ name }} from {{ model }} where {{ name }} is not null group by {{ name }} having count(*) > 1
    ) as twice
    union all
    {% endfor -%}
    select 'none' as promise, '' as column_name, 0 as failures where false
)

select * from broken where failures > 0
{% endtest %}
