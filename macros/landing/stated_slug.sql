{% macro stated_slug(profile, url) -%}
    {#- The slug that the provider's own object (`profile`, jsonb) states for the person, as it stands in an address; that
        of the address (`url`) where it states none. -#}
    coalesce(
        case
            when {{ text_of(profile, 'slug') }} not like '%/%'
                then {{ function('linkedin_slug') }}(
                    {{ function('person_member_url') }}('linkedin.com/in/' || {{ text_of(profile, 'slug') }})
                )
        end,
        {{ function('linkedin_slug') }}({{ url }})
    )
{%- endmacro %}
