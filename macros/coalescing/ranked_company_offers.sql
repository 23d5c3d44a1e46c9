{% macro ranked_company_offers(relation) -%}
    {#- Offers for companies (as company_offers gives them) with `priority`, `fits` and `offer_rank` among those for the same
        attribute. City and state come from places (macro place_offers): a city fits the country that wins, a state the
        city that wins. What does not fit never wins. -#}
    {%- set best = 'is_of_alias, ' ~ offer_order() -%}
    select
        judged.*,
        row_number() over (partition by domain, attribute order by fits desc, {{ best }}) as offer_rank
    from (
        select
            in_country.*,
            case
                when attribute not in ('city', 'state') then true
                when attribute = 'city' or not fits_country then fits_country
                else lower(city_of_record) is not distinct from lower(
                    first_value(case when attribute = 'city' and fits_country then value end) over (
                        partition by domain order by (attribute = 'city' and fits_country) desc, {{ best }}
                    )
                )
            end as fits
        from (
            select
                placed.*,
                coalesce(lower(country_of_record) = lower(
                    first_value(case when attribute = 'country' then value end) over (
                        partition by domain order by (attribute = 'country') desc, {{ best }}
                    )
                ), true) as fits_country
            from (
                {{ with_priority('company', '(' ~ opened_places(relation) ~ ')') }}
            ) as placed
        ) as in_country
    ) as judged
{%- endmacro %}
