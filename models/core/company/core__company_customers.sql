{%- set plan = plan_window([
    'extracted__company_customers', 'extracted__case_study_customers', 'extracted__customer_name_matches',
    'extracted__company_attributes', 'reference__company_domain_aliases'
]) -%}
{%- set missing = absent({
    'origin_company_domain': 'news.origin_company_domain', 'customer_key': 'news.customer_key'
}, as_of='updated_at') -%}

with changed as (
    {{ changed_customers(plan, missing) }}
),

-- Who says without an address that there is no case study says nothing of one whose address is known.
mention as (
    select
        said.*,
        not said.has_case_study and said.case_study_url is null
        and count(said.case_study_url) over (partition by said.origin_company_domain, said.customer_key) > 0
            as denies_known_study
    from (
        {{ customer_mentions('changed') }}
    ) as said
),

customer as (
    select
        origin_company_domain,
        customer_key,
        {{ newest_value('origin_company_name') }},
        {{ newest_value('customer_name') }},
        {{ newest_value('customer_domain') }},
        {{ newest_value('read_domain') }},
        (array_agg(workflow_slug order by observed_at desc, record_id desc) filter (where read_domain is not null))[1]
            as read_by,
        {{ newest_value('customer_linkedin_url') }},
        {{ newest_value('case_study_url') }},
        {{ newest_value('has_case_study', 'not denies_known_study') }},
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        min(observed_at) as created_at,
        max(observed_at) as updated_at
    from mention
    group by origin_company_domain, customer_key
),

-- A vendor is not its own customer; a part of it may be.
matched as (
    select
        customer.origin_company_domain,
        customer.customer_key,
        found.match_rule,
        found.match_confidence,
        found.candidates,
        found.unmatched_reason,
        found.customer_domain,
        coalesce(found.customer_domain = customer.origin_company_domain and found.match_rule <> 'brand', false)
            as is_own
    from customer
    left join {{ ref('extracted__customer_name_matches') }} as found on customer.customer_key = found.customer_key
    where coalesce(customer.customer_domain, customer.read_domain) is null
),

answered as (
    select
        origin_company_domain,
        customer_key,
        case when not is_own then customer_domain end as domain,
        case when not is_own then match_rule end as match_rule,
        case when not is_own then match_confidence::numeric(3, 2) end as match_confidence,
        case
            when is_own then 'own_name'
            when customer_domain is null then coalesce(unmatched_reason, 'unknown')
        end as unmatched_reason,
        candidates
    from matched
)

select
    customer.origin_company_domain,
    customer.customer_key,
    {{ function('stable_uuid') }}(customer.origin_company_domain || '|' || customer.customer_key) as id,
    coalesce(customer.origin_company_name, origin.name) as origin_company_name,
    customer.customer_name,
    coalesce(customer.customer_domain, customer.read_domain, answered.domain) as customer_domain,
    case
        when customer.customer_domain is not null then 'payload'
        when customer.read_domain is not null then reader.domain_source
        when answered.domain is not null then 'company_name'
    end as customer_domain_source,
    answered.match_rule,
    answered.match_confidence,
    answered.unmatched_reason,
    answered.candidates as match_candidates,
    customer.customer_linkedin_url,
    customer.case_study_url,
    customer.has_case_study,
    label.source,
    customer.record_id as source_id,
    customer.workflow_slug as workflow_source,
    customer.created_at,
    customer.updated_at
from customer
left join answered
    on customer.origin_company_domain = answered.origin_company_domain and customer.customer_key = answered.customer_key
{{ join_company('customer.origin_company_domain') }}
left join {{ ref('core__companies') }} as origin on {{ company_of('customer.origin_company_domain') }} = origin.domain
left join {{ ref('customer_source_labels') }} as label on customer.workflow_slug = label.workflow_slug
left join {{ ref('customer_source_labels') }} as reader on customer.read_by = reader.workflow_slug
