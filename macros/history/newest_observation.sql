{% macro newest_observation(attributes) -%}
    {#- When the newest of these attributes of a golden record (alias `known`) was observed; that of the record when it
        has none of them. -#}
    coalesce(
        greatest(
            {%- for name in attributes %}
            (known.attribute_sources #>> '{{ "{" ~ name ~ ",observed_at}" }}')::timestamptz{{ ',' if not loop.last }}
            {%- endfor %}
        ),
        known.updated_at
    )
{%- endmacro %}
