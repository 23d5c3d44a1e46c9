{% macro next_domain(from_domain) -%}
    {#- The domain that stands for another by the seed, else by the newest answer about where its site is; no row when it
        stands for itself. -#}
    select answer.*
    from (
        select
            seeded.alias_domain as from_domain,
            seeded.domain as to_domain,
            'seed' as source,
            null::text as workflow_slug,
            null::uuid as record_id,
            null::text as entity_key,
            null::uuid as payload_id,
            timestamptz 'infinity' as observed_at
        from {{ ref('domain_aliases') }} as seeded
        where seeded.alias_domain = {{ from_domain }}
        union all
        select
            found.alias_domain,
            found.domain,
            'redirect' as source,
            found.workflow_slug,
            found.record_id,
            found.entity_key,
            found.payload_id,
            found.observed_at
        from {{ ref('extracted__company_redirects') }} as found
        where found.alias_domain = {{ from_domain }}
        order by observed_at desc, record_id desc, to_domain
        limit 1
    ) as answer
    where answer.to_domain <> answer.from_domain
{%- endmacro %}
