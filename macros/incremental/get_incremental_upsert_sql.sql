{% macro get_incremental_upsert_sql(arg_dict) -%}
    {#- Insert, or update what really differs. `meta.newer`: columns by which a row may only be replaced by a later one;
        `meta.least`: columns of such a row that keep the least value there has been, whichever row it came with.
        `meta.replace_by`: rows of the keys in this batch that the batch no longer holds are deleted. A full refresh
        deletes whatever the batch does not hold, so that the table is rewritten in place and never missing. -#}
    {%- set target = arg_dict['target_relation'] -%}
    {%- set batch = arg_dict['temp_relation'] -%}
    {%- set keys = arg_dict['unique_key'] -%}
    {%- set columns = arg_dict['dest_columns'] | map(attribute='name') | list -%}
    {%- set values = columns | reject('in', keys) | list -%}
    {%- set compared = values | reject('in', ['changed_in']) | list -%}
    {%- set meta = config.get('meta') or {} -%}
    {%- set newer = [] if flags.FULL_REFRESH else meta.get('newer', []) -%}
    {%- set least = meta.get('least', []) if newer else [] -%}
    {%- set is_newer = '(excluded.' ~ newer | join(', excluded.') ~ ') >= (old.' ~ newer | join(', old.') ~ ')' -%}
    {%- set same_row -%}
        {%- for key in keys -%}old.{{ key }} = batch.{{ key }}{{ ' and ' if not loop.last }}{%- endfor -%}
    {%- endset -%}
    {%- if flags.FULL_REFRESH %}
    delete from {{ target }} as old
    where not exists (select 1 from {{ batch }} as batch where {{ same_row }});
    {%- elif meta.get('replace_by') %}
    delete from {{ target }} as old
    using (select distinct {{ meta.replace_by }} from {{ batch }}) as touched
    where old.{{ meta.replace_by }} = touched.{{ meta.replace_by }}
        and not exists (select 1 from {{ batch }} as batch where {{ same_row }});
    {%- endif %}
    insert into {{ target }} as old ({{ columns | join(', ') }})
    select {{ columns | join(', ') }} from {{ batch }} as batch
    {%- if flags.FULL_REFRESH and compared %}
    {#- Of a whole table most rows stay: one join leaves them out. A conflict would look up, lock and log each of them. #}
    where not exists (
        select 1 from {{ target }} as old
        where {{ same_row }}
            and (old.{{ compared | join(', old.') }}) is not distinct from (batch.{{ compared | join(', batch.') }})
    )
    {%- endif %}
    on conflict ({{ keys | join(', ') }}) do
    {%- if not compared %} nothing{% else %} update
    set {% for name in values -%}
        {{ name }} = {% if name in least -%}
            least(old.{{ name }}, excluded.{{ name }})
        {%- elif least and name in compared -%}
            case when {{ is_newer }} then excluded.{{ name }} else old.{{ name }} end
        {%- else -%}
            excluded.{{ name }}
        {%- endif -%}
        {{ ', ' if not loop.last }}
    {%- endfor %}
    {%- set replaced = compared | reject('in', least) | list %}
    where (old.{{ replaced | join(', old.') }}) is distinct from (excluded.{{ replaced | join(', excluded.') }})
    {%- if newer %}
        and {{ is_newer }}
    {%- endif %}
    {%- for name in least %}
        or excluded.{{ name }} < old.{{ name }}
    {%- endfor %}
    {%- endif %}
{%- endmacro %}
