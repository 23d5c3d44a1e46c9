{% macro event_news() -%}
    {#- Where news of a person's events come from: model to the column of the person and the condition on the news. -#}
    {%- set news = {
        'extracted__person_experience': ['linkedin_url', 'true'],
        'reference__person_identities': ['linkedin_url', 'true'],
        'extracted__signal_events': [
            'person_linkedin_url',
            "news.signal_type in ('job_change', 'new_hire', 'promotion') and news.person_linkedin_url is not null"
        ]
    } -%}
    {%- for kind, of in sighting_sources().items() -%}
        {%- do news.update({'extracted__' ~ kind: [of.person, 'news.' ~ of.person ~ ' is not null']}) -%}
    {%- endfor -%}
    {{- return(news) -}}
{%- endmacro %}
