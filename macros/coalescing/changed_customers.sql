{% macro changed_customers(plan, missing) -%}
    {#- Customers (origin and key) whose row may be another now: delivered, their case study is read, their name finds
        another company, or their vendor is named otherwise, under its own domain or one that stands for it. -#}
    {%- for mentions in ['extracted__company_customers', 'extracted__case_study_customers'] -%}
    select
        origin_company_domain,
        customer_key
    from {{ ref(mentions) }} as news
    where {{ is_news(plan, mentions, 'news', missing) }}
    union
    select
        listed.origin_company_domain,
        listed.customer_key
    from {{ ref('extracted__customer_name_matches') }} as news
    inner join {{ ref(mentions) }} as listed on news.customer_key = listed.customer_key
    where {{ is_news(plan, 'extracted__customer_name_matches', 'news') }}
    union
    select
        listed.origin_company_domain,
        listed.customer_key
    from (
        {{ changed_companies(plan, none) }}
    ) as vendor
    cross join lateral ({{ company_names('vendor.domain') }}) as known
    inner join {{ ref(mentions) }} as listed on known.domain = listed.origin_company_domain
    union
    {% endfor -%}
    select
        listed.origin_company_domain,
        listed.customer_key
    from {{ ref('extracted__case_study_customers') }} as news
    inner join {{ ref('extracted__company_customers') }} as listed
        on {{ is_customer_of_study('listed', 'news') }}
    where {{ is_news(plan, 'extracted__case_study_customers', 'news') }}
{%- endmacro %}
