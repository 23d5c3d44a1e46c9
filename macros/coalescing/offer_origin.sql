{% macro offer_origin(offer) -%}
    {#- Where a value of a golden record comes from, as it stands in `attribute_sources`. -#}
    jsonb_build_object(
        'workflow', {{ offer }}.workflow_slug,
        'source_kind', {{ offer }}.source_kind,
        'source_id', {{ offer }}.record_id,
        'observed_at', to_char({{ offer }}.observed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    )
{%- endmacro %}
