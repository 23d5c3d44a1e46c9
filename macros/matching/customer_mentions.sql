{% macro customer_mentions(wanted) -%}
    {#- Everything that any delivery says of the customers in `wanted` (origin_company_domain, customer_key). What was
        read in a case study is also said of the customer for whom a list gives its address. -#}
    select
        listed.origin_company_domain,
        listed.customer_key,
        listed.origin_company_name,
        listed.customer_name,
        listed.customer_domain,
        null::text as read_domain,
        listed.customer_linkedin_url,
        listed.case_study_url,
        listed.has_case_study,
        listed.workflow_slug,
        listed.record_id,
        listed.observed_at
    from {{ ref('extracted__company_customers') }} as listed
    inner join {{ wanted }} as wanted
        on listed.origin_company_domain = wanted.origin_company_domain and listed.customer_key = wanted.customer_key
    union all
    select
        studied.origin_company_domain,
        studied.customer_key,
        studied.origin_company_name,
        studied.customer_name,
        null as customer_domain,
        studied.customer_domain as read_domain,
        null as customer_linkedin_url,
        studied.case_study_url,
        case when studied.case_study_url is not null then true end as has_case_study,
        studied.workflow_slug,
        studied.record_id,
        studied.observed_at
    from {{ ref('extracted__case_study_customers') }} as studied
    inner join {{ wanted }} as wanted
        on studied.origin_company_domain = wanted.origin_company_domain and studied.customer_key = wanted.customer_key
    union all
    select
        listed.origin_company_domain,
        listed.customer_key,
        studied.origin_company_name,
        null as customer_name,
        null as customer_domain,
        studied.customer_domain as read_domain,
        null as customer_linkedin_url,
        studied.case_study_url,
        true as has_case_study,
        studied.workflow_slug,
        studied.record_id,
        studied.observed_at
    from {{ wanted }} as wanted
    inner join {{ ref('extracted__company_customers') }} as listed
        on listed.origin_company_domain = wanted.origin_company_domain and listed.customer_key = wanted.customer_key
    inner join {{ ref('extracted__case_study_customers') }} as studied
        on {{ is_customer_of_study('listed', 'studied') }}
{%- endmacro %}
