{% macro runs_unlike_core() -%}
    {#- Entities with a run that says another thing than core does now: whether a good record of theirs stands there. -#}
    select done.entity_key
    from {{ this }} as done
    left join (
        select
            told.entity_key,
            told.entity_type,
            told.workflow_slug,
            bool_or({{ stands_in_core('told', 'company_alias.domain', 'identity.person_linkedin_url') }}) as is_in_core
        from {{ ref('reference__enrichment_deliveries') }} as told
        {{ join_company('told.entity_key') }}
        {{ join_person('told.entity_key') }}
        where told.outcome = 'extracted'
        group by told.entity_key, told.entity_type, told.workflow_slug
    ) as stated
        on
            done.entity_key = stated.entity_key
            and done.entity_type = stated.entity_type
            and done.workflow_slug = stated.workflow_slug
    where coalesce(stated.is_in_core, false) <> (done.coalesced_at is not null)
{%- endmacro %}
