{% snapshot history__person_titles %}
{{ config(unique_key='linkedin_url') }}
{%- set plan = plan_window([
    'extracted__person_titles', 'reference__job_title_lookup', 'reference__job_title_rulings',
    'reference__person_identities'
]) -%}
{%- set news -%}
    select news.linkedin_url
    from {{ ref('extracted__person_titles') }} as news
    where {{ news_since(plan, 'extracted__person_titles', 'news') }}
    {% for answers in ['reference__job_title_lookup', 'reference__job_title_rulings'] -%}
    union
    select titled.linkedin_url
    from {{ ref(answers) }} as news
    inner join {{ ref('extracted__person_titles') }} as titled on news.title_key = titled.title_key
    where {{ news_since(plan, answers, 'news') }}
    {% endfor -%}
{%- endset -%}
{{ history_of('core__person_job_titles', 'linkedin_url', {
    'job_title': 'known.job_title',
    'matched_cleaned_job_title': 'known.matched_cleaned_job_title',
    'matched_job_function': 'known.matched_job_function',
    'matched_seniority': 'known.matched_seniority'
}, 'known.updated_at', persons_since(plan, news)) }}
{% endsnapshot %}
