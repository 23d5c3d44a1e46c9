{% macro why_offer_stands(key, fits, misfit, is_of_alias=none) -%}
    {#- In words why an offer wins or loses, told by its neighbours in the order: the winner by the one after it, a loser
        by the one that won. -#}
    {%- set by_attribute = 'over (partition by ' ~ key ~ ', attribute order by offer_rank' -%}
    case
        when not {{ fits }} then '{{ misfit }}'
        when offer_rank = 1 and lead({{ fits }}) {{ by_attribute }}) is not true then 'only offer'
        {%- if is_of_alias %}
        when offer_rank = 1 and lead({{ is_of_alias }}) {{ by_attribute }}) <> {{ is_of_alias }} then 'own domain before an alias'
        {%- endif %}
        when offer_rank = 1 and lead(priority) {{ by_attribute }}) > priority then 'best source'
        when offer_rank = 1 and lead(observed_at) {{ by_attribute }}) < observed_at then 'newest of equal sources'
        when offer_rank = 1 then 'tie-break'
        {%- if is_of_alias %}
        when first_value({{ is_of_alias }}) {{ by_attribute }}) <> {{ is_of_alias }} then 'lost to the own domain'
        {%- endif %}
        when first_value(priority) {{ by_attribute }}) < priority then 'lost to a better source'
        when first_value(observed_at) {{ by_attribute }}) > observed_at then 'older'
        else 'lost the tie-break'
    end
{%- endmacro %}
