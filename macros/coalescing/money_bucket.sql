{% macro money_bucket(kind, text_value, amount) -%}
    {#- Named range (kind: funding or revenue) of an amount or of a range as sent: the lookup's word first, else the bucket
        that holds the amount, the upper end (exclusive), or the lower end of an open range. Ranges are in US dollars: null
        when none fits and for another currency. -#}
    coalesce(
        (
            select named.matched_{{ kind }}_range from {{ ref(kind ~ '_range_lookup') }} as named
            where named.raw_value = lower({{ text_value }})
        ),
        (
            select bucket.name from {{ ref(kind ~ '_ranges') }} as bucket
            where coalesce(
                {{ amount }},
                case
                    when coalesce({{ function('money_currency') }}({{ text_value }}), 'USD') = 'USD' then coalesce(
                        {{ function('money_range_max') }}({{ text_value }})
                        - (
                            {{ function('money_range_max') }}({{ text_value }})
                            > {{ function('money_range_min') }}({{ text_value }})
                        )::integer,
                        {{ function('money_range_min') }}({{ text_value }})
                    )
                end
            ) between bucket.min_usd and coalesce(bucket.max_usd, 'Infinity'::numeric)
            order by bucket.sort_order
            limit 1
        )
    )
{%- endmacro %}
