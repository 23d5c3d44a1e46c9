{% macro persons_with_news(plan) -%}
    {#- Persons of whom something is new that may tell of an event. A heal looks at every person: which events there
        should be is known only when they have been told again. -#}
    {%- for source, (person, condition) in event_news().items() %}
    select news.{{ person }} as linkedin_url
    from {{ ref(source) }} as news
    where {{ condition }} and {{ is_news(plan, source, 'news', 'true') }}
    {{ 'union' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
