{{ config(incremental_strategy='upsert_or_drop', meta={'drop_when': 'source is null'}) }}
{%- set plan = plan_window([
    'extracted__person_titles', 'reference__job_title_lookup', 'reference__job_title_rulings',
    'reference__person_identities', 'extracted__person_attributes'
]) -%}
{%- set missing = absent({'linkedin_url': person_of('news.linkedin_url')}) -%}

-- A person is looked at again when a source names another title or company, when a title of theirs is answered
-- otherwise, and when another address turns out to be theirs.
with changed as (
    select news.linkedin_url
    from {{ ref('extracted__person_titles') }} as news
    {{ join_person('news.linkedin_url') }}
    where {{ is_news(plan, 'extracted__person_titles', 'news', missing) }}
    {% for answers in ['reference__job_title_lookup', 'reference__job_title_rulings'] -%}
    union
    select titled.linkedin_url
    from {{ ref(answers) }} as news
    inner join {{ ref('extracted__person_titles') }} as titled on news.title_key = titled.title_key
    where {{ is_news(plan, answers, 'news') }}
    {% endfor -%}
    {% for people in ['reference__person_identities', 'extracted__person_attributes'] -%}
    union
    select news.linkedin_url
    from {{ ref(people) }} as news
    where {{ is_news(plan, people, 'news') }}
    {% endfor -%}
),

address as (
    {{ addresses_of_persons('changed') }}
),

-- Of the titles at the present company the one of the best source that says something speaks, else that of the best
-- source. An answer goes before rules, value by value.
found as (
    select distinct on (address.linkedin_url)
        address.linkedin_url,
        titled.title,
        titled.source_kind,
        titled.workflow_slug,
        titled.record_id,
        min(titled.observed_at) over (partition by address.linkedin_url) as created_at,
        titled.observed_at,
        known.cleaned_job_title,
        known.job_function,
        known.seniority_level,
        ruling.matched_job_function,
        ruling.matched_seniority,
        coalesce(ruling.function_rule, 'unclassified') as function_rule,
        coalesce(ruling.seniority_rule, 'unclassified') as seniority_rule
    from address
    inner join {{ ref('extracted__person_titles') }} as titled on address.known_as = titled.linkedin_url
    {{ look_up(ref('core__people'), 'person', 'address.linkedin_url = person.linkedin_url') }}
    left join {{ ref('reference__job_title_lookup') }} as known on titled.title_key = known.title_key
    left join {{ ref('reference__job_title_rulings') }} as ruling on titled.title_key = ruling.title_key
    left join {{ ref('source_priority') }} as exact_rule
        on
            exact_rule.entity = 'person'
            and exact_rule.attribute = 'latest_title'
            and titled.source_kind = exact_rule.source_kind
    left join {{ ref('source_priority') }} as default_rule
        on
            default_rule.entity = 'person'
            and default_rule.attribute = '*'
            and titled.source_kind = default_rule.source_kind
    where {{ is_title_of_present_job('titled', 'person') }}
    order by
        address.linkedin_url,
        known.title_key is null and coalesce(ruling.function_rule, 'unclassified') = 'unclassified',
        coalesce(exact_rule.priority, default_rule.priority, 1000),
        titled.observed_at desc,
        titled.record_id desc
)

select
    person.linkedin_url,
    {{ function('stable_uuid') }}(person.linkedin_url) as id,
    found.title as job_title,
    {{ matched_title('found', 'found', 'found.title') }},
    case when found.cleaned_job_title is not null then 'answer' else 'clean_job_title' end
        as matched_cleaned_job_title_source,
    case when found.job_function is not null then 'answer' else found.function_rule end as matched_job_function_source,
    case
        when found.seniority_level is not null then 'answer'
        when found.matched_seniority is null and found.job_function <> 'Miscellaneous' then 'no_rank_word'
        else found.seniority_rule
    end as matched_seniority_source,
    found.source_kind as source,
    found.workflow_slug as workflow_source,
    found.record_id as source_id,
    found.created_at,
    found.observed_at as updated_at
from (select distinct linkedin_url from address) as person
left join found on person.linkedin_url = found.linkedin_url
{% if not is_incremental() -%}
where found.linkedin_url is not null
{%- endif %}
