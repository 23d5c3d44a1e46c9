{%- set plan = plan_window([
    'extracted__job_change', 'extracted__promotion', 'extracted__new_hire', 'extracted__signal_news_fundraising',
    'extracted__job_posting'
]) -%}
{#- Two records report one event when client, subject, object and period are the same. They come from the body alone, so
    that a record never moves to another event. -#}

with offered as (
    {{ signal_offers(plan, 'extracted__job_change', 'job_change', [
        'client_domain', 'person_linkedin_url', 'person_name', 'previous_company_linkedin_url', 'confidence'
    ], {
        'subject': 'news.person_linkedin_url',
        'object': 'coalesce(news.new_company_domain, news.new_company_linkedin_url, '
            ~ function('customer_key') ~ '(news.new_company_name))',
        'period': event_month('news.new_job_start_date', 'news.new_job_start_date_precision'),
        'company_domain': 'news.new_company_domain',
        'company_name': 'news.new_company_name',
        'company_linkedin_url': 'news.new_company_linkedin_url',
        'title': 'news.new_job_title',
        'stated_on': 'news.new_job_start_date',
        'stated_on_precision': 'news.new_job_start_date_precision',
        'details': "jsonb_build_object('location', news.new_job_location, 'previous_company_name', "
            ~ "news.previous_company_name, 'reduced_confidence_reasons', "
            ~ "nullif(news.reduced_confidence_reasons, '[]'::jsonb))",
    }, condition='news.job_change_detected is not false') }}
    union all
    {{ signal_offers(plan, 'extracted__promotion', 'promotion', [
        'client_domain', 'person_linkedin_url', 'person_name', 'company_domain', 'company_name',
        'company_linkedin_url', 'previous_title', 'confidence'
    ], {
        'subject': 'news.person_linkedin_url',
        'object': 'coalesce(' ~ function('customer_key') ~ '(news.new_title), news.company_domain)',
        'period': event_month('news.new_role_start_date', 'news.new_role_start_date_precision'),
        'title': 'news.new_title',
        'stated_on': 'news.new_role_start_date',
        'stated_on_precision': 'news.new_role_start_date_precision',
        'details': "jsonb_build_object('new_titles', nullif(news.new_titles, '[]'::jsonb), 'previous_titles', "
            ~ "nullif(news.previous_titles, '[]'::jsonb), 'reduced_confidence_reasons', "
            ~ "nullif(news.reduced_confidence_reasons, '[]'::jsonb))",
    }) }}
    union all
    {{ signal_offers(plan, 'extracted__new_hire', 'new_hire', [
        'client_domain', 'person_linkedin_url', 'company_domain', 'company_name', 'company_linkedin_url',
        'confidence'
    ], {
        'subject': 'coalesce(news.company_domain, news.company_linkedin_url)',
        'object': 'news.person_linkedin_url',
    }) }}
    union all
    {{ signal_offers(plan, 'extracted__signal_news_fundraising', 'fundraising', [
        'company_domain', 'company_name'
    ], {
        'subject': 'news.company_domain',
        'object': "coalesce(news.funding_amount || ' ' || coalesce(news.funding_currency, ''), news.news_url, "
            ~ function('customer_key') ~ '(news.news_title))',
        'period': 'case when news.funding_amount is not null or news.news_url is null then '
            ~ event_month('coalesce(news.announced_on, news.publish_date)', "'month'") ~ ' end',
        'stated_on': 'coalesce(news.announced_on, news.publish_date)',
        'stated_on_precision': 'case when news.announced_on is null then news.publish_date_precision '
            ~ 'else news.announced_on_precision end',
        'details': "jsonb_build_object('amount', news.funding_amount, 'currency', news.funding_currency, "
            ~ "'round_type', news.round_type, 'investors', news.investors, 'news_url', news.news_url, "
            ~ "'news_title', news.news_title)",
    }, condition="news.event_kind = 'funding'") }}
    union all
    {{ signal_offers(plan, 'extracted__job_posting', 'job_posting', [
        'client_domain', 'company_domain', 'company_name', 'company_linkedin_url', 'title'
    ], {
        'subject': 'coalesce(news.company_domain, news.company_linkedin_url)',
        'object': 'coalesce(news.job_id::text, news.url, ' ~ function('customer_key') ~ '(news.title))',
        'period': 'case when coalesce(news.job_id::text, news.url) is null then '
            ~ event_month("(news.posted_at at time zone 'UTC')", 'news.posted_at_precision') ~ ' end',
        'stated_on': "(news.posted_at at time zone 'UTC')::date",
        'stated_on_precision': "case news.posted_at_precision when 'time' then 'day' else news.posted_at_precision end",
        'details': "jsonb_build_object('job_id', news.job_id, 'url', news.url, 'location', news.location, 'seniority', "
            ~ "news.seniority, 'employment_type', news.employment_type)",
    }, condition=advertises_as_signal('news')) }}
),

grouped as (
    select
        offered.*,
        concat_ws('|', signal_type, coalesce(client_domain, ''), subject, coalesce(object, '')) as whole_group
    from offered
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    observed_at,
    case
        when octet_length(whole_group) > 1000 then left(whole_group, 200) || '#' || md5(whole_group)
        else whole_group
    end as event_group,
    period,
    signal_type,
    coalesce(client_domain, '') as client_domain,
    person_linkedin_url,
    person_name,
    company_domain,
    company_name,
    company_linkedin_url,
    previous_company_linkedin_url,
    title,
    previous_title,
    stated_on,
    stated_on_precision,
    confidence,
    nullif(jsonb_strip_nulls(details), '{}'::jsonb) as details,
    {{ generation(plan) }} as changed_in
from grouped
