{% macro columns_have_shifted(object, columns) -%}
    {#- Predicate: a value of the row is of a shape that its column never holds, so that the row's columns do not stand
        where their names say. `columns`: kind of column to names. Words are left alone where they may be a remark; of
        what may be an odd value ('7-11' is a company), one alone is no sign. -#}
    {%- set addresses = ['url', 'profile_url', 'domain', 'email'] -%}
    {%- set impossible = {
        'name': ['url', 'profile_url', 'email', 'money', 'range', 'date'],
        'domain': ['profile_url', 'email', 'money', 'number', 'range', 'date', 'long_text'],
        'text': ['email', 'money', 'number', 'range', 'date'],
        'place': addresses + ['money', 'range', 'date', 'long_text'],
        'word': addresses + ['money', 'number', 'range', 'date', 'long_text'],
        'date': addresses + ['money', 'range', 'long_text'],
        'amount': addresses + ['date', 'long_text'],
        'size': addresses + ['money', 'date', 'long_text', 'words'],
        'linkedin': ['url', 'domain', 'email', 'money', 'number', 'range', 'date', 'long_text'],
    } -%}
    {%- set doubtful = {
        'name': ['range', 'date'], 'domain': ['number'], 'text': ['number', 'range'], 'word': ['number'],
        'size': ['date', 'words'], 'linkedin': ['number'],
    } -%}
    {%- set kinds = {} -%}
    {%- for kind, names in columns.items() -%}
        {%- for name in names -%}
            {%- do kinds.update({name: kind}) -%}
        {%- endfor -%}
    {%- endfor -%}
    (
        select
            count(*) > 1
            or coalesce(
                bool_or(not coalesce('{{ tojson(doubtful) }}'::jsonb -> cell.kind ? seen.shape, false)), false
            )
        from jsonb_each({{ object }}) as sent (name, value)
        cross join lateral (
            select
                '{{ tojson(kinds) }}'::jsonb ->> sent.name as kind,
                {{ function('json_text') }}(sent.value) as value
            limit 1
        ) as cell
        cross join lateral (
            select {{ function('text_shape') }}(cell.value) as shape where cell.kind is not null limit 1
        ) as seen
        where cell.value is not null and (
            '{{ tojson(impossible) }}'::jsonb -> cell.kind ? seen.shape
            -- What its own column can read is not impossible there.
            and case cell.kind
                when 'date' then {{ function('parse_partial_date') }}(cell.value) is null
                when 'size' then {{ function('size_range') }}(cell.value) is null and not exists (
                    select 1 from {{ ref('employee_range_lookup') }} as known where known.raw_value = lower(cell.value)
                    union all
                    select 1 from {{ ref('non_values') }} as word where word.raw_value = lower(cell.value)
                )
                else true
            end
            or cell.kind = 'linkedin' and seen.shape = 'profile_url' and lower(cell.value) not like '%linkedin.com%'
        )
    )
{%- endmacro %}
