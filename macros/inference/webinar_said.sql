{% macro webinar_said(element, domain) -%}
    {#- One row: what an entry of a list says of a webinar of the company at `domain`, and the key that repeats share. -#}
    select
        said.webinar_title,
        said.webinar_topic,
        {{ site_url('said.sent_url', domain) }} as webinar_url,
        {{ function('customer_key') }}(coalesce(said.webinar_title, said.sent_url, said.webinar_topic)) as webinar_key
    from (
        select
            {{ function('clean_line') }}({{ first_text_of(element, ['title', 'webinar_title']) }}) as webinar_title,
            {{ function('clean_line') }}({{ first_text_of(element, ['topic', 'webinar_topic']) }}) as webinar_topic,
            {{ first_text_of(element, ['url', 'webinar_url']) }} as sent_url
        limit all offset 0
    ) as said
{%- endmacro %}
