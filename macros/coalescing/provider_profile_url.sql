{% macro provider_profile_url(profile) -%}
    {#- The address that the provider's own object (`profile`, jsonb) gives for the person, whatever address it was asked
        for: its url, else its slug. -#}
    coalesce(
        {{ function('person_member_url') }}({{ text_of(profile, 'url') }}),
        {{ function('person_member_url') }}({{ first_text_of(profile, [
            'linkedin_url', 'person_linkedin_url', 'linkedin_profile_url', 'public_profile_url', 'profile_url'
        ]) }}),
        case
            when {{ text_of(profile, 'url') }} is null
                then {{ function('person_member_url') }}('linkedin.com/in/' || {{ text_of(profile, 'slug') }})
        end
    )
{%- endmacro %}
