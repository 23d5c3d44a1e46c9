{% macro comparison_page_said(element, domain) -%}
    {#- One row: what an entry of a list says of a page of the company at `domain` that compares it with a rival, and the
        key that repeats share. A page may compare with several rivals. -#}
    select
        page.comparison_url,
        page.comparison_title,
        page.competitor_mentioned,
        {{ function('customer_key') }}(
            concat_ws(' ', coalesce(page.comparison_url, page.sent_url, page.comparison_title), page.competitor_mentioned)
        ) as page_key
    from (
        select
            said.*,
            {{ site_url('said.sent_url', domain) }} as comparison_url,
            {{ unless_nobody('said.rival') }} as competitor_mentioned
        from (
            select
                {{ first_text_of(element, ['url', 'comparison_url']) }} as sent_url,
                {{ function('clean_line') }}({{ first_text_of(element, ['title', 'comparison_title']) }})
                    as comparison_title,
                {{ function('clean_line') }}({{ first_text_of(element, ['competitor', 'competitor_mentioned']) }})
                    as rival
            limit all offset 0
        ) as said
        offset 0
    ) as page
{%- endmacro %}
