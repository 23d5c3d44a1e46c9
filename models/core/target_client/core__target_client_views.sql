{{ config(materialized='view') }}

with client as (
    select
        claim.domain,
        coalesce(company.cleaned_name, company.name, split_part(claim.domain, '.', 1)) as name,
        (array_agg(claim.slug_requested order by claim.last_received_at desc, claim.slug_requested) filter (
            where claim.slug_requested is not null
        ))[1] as slug_requested,
        min(claim.first_received_at) as created_at,
        max(claim.last_received_at) as requested_at
    from {{ ref('extracted__target_client_view_claims') }} as claim
    left join {{ ref('core__companies') }} as company on claim.domain = company.domain
    group by claim.domain, company.cleaned_name, company.name
),

named as (
    select
        client.*,
        coalesce(
            client.slug_requested,
            {{ function('slug_of_text') }}(client.name),
            {{ function('slug_of_text') }}(split_part(client.domain, '.', 1)),
            left({{ function('stable_uuid') }}(client.domain)::text, 8)
        ) as slug
    from client
),

-- Whoever asked for a slug keeps it, even after asking for another one: an address that was passed on must never show
-- another client. The first to ask has it as it is; two hyphens, which no slug holds, set the others apart.
claimed as (
    select
        wanted.domain,
        wanted.slug,
        row_number() over (partition by wanted.slug order by min(wanted.claimed_at), wanted.domain) as place
    from (
        select
            domain,
            slug_requested as slug,
            first_received_at as claimed_at
        from {{ ref('extracted__target_client_view_claims') }}
        where slug_requested is not null
        union all
        select
            domain,
            slug,
            created_at as claimed_at
        from named
        where slug_requested is null
    ) as wanted
    group by wanted.domain, wanted.slug
),

customers as (
    select
        origin_company_domain,
        jsonb_agg(distinct customer_domain) filter (where customer_domain is not null) as domains,
        max(updated_at) as updated_at
    from {{ ref('core__company_customers') }}
    where origin_company_domain in (select client.domain from client)
    group by origin_company_domain
)

select
    named.domain,
    {{ function('stable_uuid') }}(named.domain) as id,
    named.name,
    claimed.slug || case when claimed.place = 1 then '' else '--' || claimed.place end as slug,
    jsonb_build_object(
        'customer_domains', coalesce(customers.domains, '[]'::jsonb),
        'icp_industries', coalesce(nullif(icp.matched_industries, '[]'::jsonb), criteria.industries, '[]'::jsonb),
        'icp_job_titles', coalesce(
            nullif(
                {{ function('term_list') }}(icp.primary_titles || icp.influencer_titles || icp.extended_titles),
                '[]'::jsonb
            ),
            criteria.job_titles,
            '[]'::jsonb
        )
    ) as filters,
    '/api/leads' as endpoint,
    named.created_at,
    greatest(named.requested_at, customers.updated_at, icp.updated_at, criteria.updated_at) as updated_at
from named
inner join claimed on named.domain = claimed.domain and named.slug = claimed.slug
left join customers on named.domain = customers.origin_company_domain
left join {{ ref('core__target_client_icps') }} as icp on named.domain = icp.domain
left join {{ ref('core__icp_criteria') }} as criteria on named.domain = criteria.domain
