{% macro no_longer_told(persons, told, columns) -%}
    {#- Rows of the model that are to be dropped (see upsert_or_drop): of these persons, not among those told now. The
        first two columns are the key; of the others only the type is needed. -#}
    select
        old.linkedin_url,
        old.id
        {%- for type in columns %},
        null::{{ type }}
        {%- endfor %}
    from {{ this }} as old
    inner join {{ persons }} as person on old.linkedin_url = person.linkedin_url
    where not exists (
        select from {{ told }} as new where new.linkedin_url = old.linkedin_url and new.id = old.id
    )
{%- endmacro %}
