{% macro no_longer_told(persons, told, columns, key='id') -%}
    {#- Rows of the model that are to be dropped (see upsert_or_drop): of these persons, not among those told now. The
        first two columns, the person and `key`, are the key; of the others only the type is needed. -#}
    select
        old.linkedin_url,
        old.{{ key }}
        {%- for type in columns %},
        null::{{ type }}
        {%- endfor %}
    from {{ persons }} as person
    {{ look_up(this, 'old', 'old.linkedin_url = person.linkedin_url', 'inner') }}
    where not exists (
        select from {{ told }} as new where new.linkedin_url = old.linkedin_url and new.{{ key }} = old.{{ key }}
    )
{%- endmacro %}
