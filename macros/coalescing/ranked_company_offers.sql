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
            in_city.*,
            fits_country and (attribute <> 'state' or lower(city_of_record) is not distinct from lower(winning_city)) as fits
        from (
            select
                in_country.*,
                first_value(case when attribute = 'city' and fits_country then value end) over (
                    partition by domain order by (attribute = 'city' and fits_country) desc, {{ best }}
                ) as winning_city
            from (
                select
                    compared.*,
                    coalesce(lower(country_of_record) = lower(winning_country), true) as fits_country
                from (
                    select
                        placed.*,
                        first_value(case when attribute = 'country' then value end) over (
                            partition by domain order by (attribute = 'country') desc, {{ best }}
                        ) as winning_country
                    from (
                        {{ with_priority('company', '(' ~ opened_places(relation) ~ ')') }}
                    ) as placed
                ) as compared
            ) as in_country
        ) as in_city
    ) as judged
{%- endmacro %}
