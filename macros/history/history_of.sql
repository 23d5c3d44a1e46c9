{% macro history_of(core, key, columns, observed_at, news) -%}
    {#- The query of a snapshot: keys of a table of core whose tracked columns differ from their current row of history,
        as they are now. `columns`: column to expression over `known`; `observed_at`: when they were observed; `news`:
        query of the keys that may have changed. A key that core has no more is a row with is_known false. A row holds
        from its observation on; when that is not later than the start of the row before (a late delivery, another
        order of sources), from now on. -#}
    {%- set everything = takes_everything() -%}
    {%- set is_first = not execute or load_relation(this) is none -%}
    with changed as (
        {% if not everything -%}
        {{ news }}
        {%- else -%}
        select {{ key }} from {{ ref(core) }}
        {%- if not is_first %}
        union
        select {{ key }} from {{ this }} where dbt_valid_to is null
        {%- endif %}
        {%- endif %}
    ),

    present as (
        select
            changed.{{ key }},
            known.{{ key }} is not null as is_known,
            {% for name, expression in columns.items() -%}
            {{ expression }} as {{ name }},
            {% endfor -%}
            {{ observed_at }} as observed_at
        from changed
        left join {{ ref(core) }} as known on changed.{{ key }} = known.{{ key }}
    )

    select
        present.*,
        {% if is_first -%}
        observed_at as seen_from,
        {%- else -%}
        case
            when present.observed_at > coalesce(old.dbt_valid_from, '-infinity') then present.observed_at
            else greatest(current_timestamp, old.dbt_valid_from + interval '1 microsecond')
        end as seen_from,
        {%- endif %}
        current_timestamp as recorded_at
    from present
    {% if is_first -%}
    where is_known
    {%- else -%}
    left join {{ this }} as old on present.{{ key }} = old.{{ key }} and old.dbt_valid_to is null
    where
        case
            when old.{{ key }} is null then present.is_known
            else (present.is_known, present.{{ columns.keys() | join(', present.') }})
                is distinct from (old.is_known, old.{{ columns.keys() | join(', old.') }})
        end
    {%- endif %}
{%- endmacro %}
