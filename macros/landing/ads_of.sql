{% macro ads_of(platform, plan) -%}
    {#- The ads of one platform's checks that are new to a child model, with the check they were listed by. -#}
    {%- set missing = "parent.platform = '" ~ platform ~ "' and " ~ incomplete('parent.ads_listed', {
        'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
    }) -%}
    select
        checked.*,
        ad.position,
        ad.element
    from (
        {{ news_of_parent('extracted__ads_check', 'ads_check', 'domain, parent.platform', plan, missing) }}
    ) as checked
    cross join
        lateral jsonb_array_elements({{ function('listed_ads') }}({{ answer_of('ads_check', 'checked.body') }}))
        with ordinality as ad (element, position)
    where checked.platform = '{{ platform }}'
{%- endmacro %}
