{%- set plan = plan_window([
    'extracted__company_customers', 'extracted__case_study_customers', 'extracted__company_names',
    'extracted__company_attributes'
]) -%}
{%- set missing = absent({
    'origin_company_domain': 'news.origin_company_domain', 'customer_key': 'news.customer_key'
}) -%}

-- A customer is looked at again when it is delivered, when a company of its name appears, and when its origin is named.
with changed as (
    {% for mentions in ['extracted__company_customers', 'extracted__case_study_customers'] -%}
    select
        origin_company_domain,
        customer_key
    from {{ ref(mentions) }} as news
    where {{ is_news(plan, mentions, 'news', missing) }}
    union
    select
        listed.origin_company_domain,
        listed.customer_key
    from {{ ref('extracted__company_names') }} as news
    inner join {{ ref(mentions) }} as listed on news.name_key = listed.customer_name_key
    where {{ is_news(plan, 'extracted__company_names', 'news') }}
    union
    select
        listed.origin_company_domain,
        listed.customer_key
    from {{ ref('extracted__company_attributes') }} as news
    inner join {{ ref(mentions) }} as listed on news.company_domain = listed.origin_company_domain
    where news.attribute = 'name' and {{ is_news(plan, 'extracted__company_attributes', 'news') }}
    {% if not loop.last %}union
    {% endif -%}
    {% endfor %}
),

mention as (
    select
        listed.origin_company_domain,
        listed.customer_key,
        listed.origin_company_name,
        listed.customer_name,
        listed.customer_name_key,
        listed.customer_domain,
        null::text as read_domain,
        listed.customer_linkedin_url,
        listed.case_study_url,
        listed.has_case_study,
        listed.workflow_slug,
        listed.record_id,
        listed.observed_at
    from {{ ref('extracted__company_customers') }} as listed
    inner join changed
        on listed.origin_company_domain = changed.origin_company_domain and listed.customer_key = changed.customer_key
    union all
    select
        studied.origin_company_domain,
        studied.customer_key,
        studied.origin_company_name,
        studied.customer_name,
        studied.customer_name_key,
        null as customer_domain,
        studied.customer_domain as read_domain,
        null as customer_linkedin_url,
        studied.case_study_url,
        case when studied.case_study_url is not null then true end as has_case_study,
        studied.workflow_slug,
        studied.record_id,
        studied.observed_at
    from {{ ref('extracted__case_study_customers') }} as studied
    inner join changed
        on studied.origin_company_domain = changed.origin_company_domain and studied.customer_key = changed.customer_key
),

customer as (
    select
        origin_company_domain,
        customer_key,
        {{ newest_value('origin_company_name') }},
        {{ newest_value('customer_name') }},
        {{ newest_value('customer_name_key') }},
        {{ newest_value('customer_domain') }},
        {{ newest_value('read_domain') }},
        (array_agg(workflow_slug order by observed_at desc, record_id desc) filter (where read_domain is not null))[1]
            as read_by,
        {{ newest_value('customer_linkedin_url') }},
        {{ newest_value('case_study_url') }},
        {{ newest_value('has_case_study') }},
        {{ newest_value('workflow_slug') }},
        {{ newest_value('record_id') }},
        max(observed_at) as updated_at
    from mention
    group by origin_company_domain, customer_key
),

-- A name stands for a domain only when exactly one known company bears it.
namesake as (
    select
        known.name_key,
        min(known.company_domain) as domain
    from {{ ref('extracted__company_names') }} as known
    where known.name_key in (select wanted.customer_name_key from customer as wanted)
    group by known.name_key
    having count(*) = 1
)

select
    customer.origin_company_domain,
    customer.customer_key,
    {{ function('stable_uuid') }}(customer.origin_company_domain || '|' || customer.customer_key) as id,
    coalesce(customer.origin_company_name, origin.name) as origin_company_name,
    customer.customer_name,
    coalesce(customer.customer_domain, customer.read_domain, namesake.domain) as customer_domain,
    case
        when customer.customer_domain is not null then 'payload'
        when customer.read_domain is not null then reader.domain_source
        when namesake.domain is not null then 'company_name'
    end as customer_domain_source,
    customer.customer_linkedin_url,
    customer.case_study_url,
    customer.has_case_study,
    label.source,
    customer.record_id as source_id,
    customer.workflow_slug as workflow_source,
    customer.updated_at
from customer
left join namesake on customer.customer_name_key = namesake.name_key
left join {{ ref('core__companies') }} as origin on customer.origin_company_domain = origin.domain
left join {{ ref('customer_source_labels') }} as label on customer.workflow_slug = label.workflow_slug
left join {{ ref('customer_source_labels') }} as reader on customer.read_by = reader.workflow_slug
