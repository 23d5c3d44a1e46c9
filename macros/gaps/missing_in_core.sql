{% macro missing_in_core(
    core, extracted, keys, condition='record.rejected_reason is null', known=none, told_as=none, as_of=none
) -%}
    {#- Keys of a table of extracted (alias `record`) that a table of core lacks, found by comparing the two tables and
        nothing else. `keys`: column of core to expression over `record`. `known`: model to look in, where core keeps the
        thing under other keys as well. `told_as`: table under which the gap is told, where that is another one. `as_of`:
        column of core with the time of the newest record behind a row; a row that is older than a record lacks it. -#}
    {%- set core_table = told_as or core | replace('__', '.') -%}
    {%- set extracted_table = extracted | replace('__', '.') -%}
    select
        '{{ core_table }}' as core_table,
        '{{ extracted_table }}' as extracted_table,
        record.workflow_slug,
        concat_ws(' / ', {{ keys.values() | join(', ') }}) as entity_key,
        min(record.received_at) as since
    from {{ ref(extracted) }} as record
    left join {{ ref(known or core) }} as known
        on {% for column, expression in keys.items() -%}
            known.{{ column }} = {{ expression }}{{ ' and ' if not loop.last }}
        {%- endfor %}
        {%- if as_of %}
        and known.{{ as_of }} >= record.observed_at
        {%- endif %}
    where {{ condition }} and known.{{ keys.keys() | first }} is null
        {% if has_changed_in(extracted) %}and {{ is_compared(core_table, extracted_table) }}{% endif %}
    group by record.workflow_slug, {{ keys.values() | join(', ') }}
{%- endmacro %}
