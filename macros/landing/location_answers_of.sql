{% macro location_answers_of(entity_type) -%}
    {#- Good answers of the location look-ups that the registry keeps for companies or for persons. -#}
    select
        said.location_key,
        said.location_name,
        'location_lookup' as source_kind,
        said.city,
        said.state,
        {{ country_name('said.country') }} as country,
        said.workflow_slug,
        said.record_id,
        said.observed_at
    from {{ ref('extracted__location_lookup') }} as said
    inner join {{ ref('enrichment_workflow_registry') }} as registry on said.workflow_slug = registry.workflow_slug
    where said.rejected_reason is null and registry.entity_type = '{{ entity_type }}'
{%- endmacro %}
