{% macro senses_of_last_part() -%}
    {#- What the last part of a location text may be (over a row of reference.location_rules in the making). 'CA' is
        Canada behind a province, else California or Canada, as 'Georgia' is a state or a country: both are read, each
        for who is known to be there. Alone such a word is neither. 'England' is a part of the country that it names. -#}
    select
        'country' as reading,
        last_region is null or is_behind_region as is_certain
    where
        last_country is not null and is_part is not true
        and (last_region is null or is_behind_region or length > 1 and region_country is not null)
    union all
    select
        'region',
        is_part is true or needs_country is not true and (last_country is null or region_is_code)
    where
        last_region is not null and not is_behind_region
        and (last_country is null or is_part or region_is_code or length > 1 and region_country is not null)
{%- endmacro %}
