{% macro signalled_person_columns() -%}
    {#- The person of a signal, as the profile (`profile`) that came with it says; no profile leaves only the URL. -#}
    person_linkedin_url,
    {{ stated_slug('profile', 'person_linkedin_url') }} as person_linkedin_slug,
    {{ provider_profile_url('profile') }} as person_profile_url,
    coalesce({{ stated_member_url('profile') }}, {{ stated_member_url('body') }}) as person_member_url,
    {{ function('parse_bigint') }}({{ text_of('profile', 'profile_id') }}) as person_profile_id,
    {{ function('clean_line') }}(
        coalesce({{ text_of('profile', 'name') }}, {{ text_of('doc', 'employee_name') }})
    ) as person_name,
    {{ function('clean_line') }}({{ text_of('profile', 'first_name') }}) as person_first_name,
    {{ function('clean_line') }}({{ text_of('profile', 'last_name') }}) as person_last_name,
    {{ function('clean_line') }}({{ text_of('profile', 'title') }}) as person_title,
    {{ text_of('profile', 'headline') }} as person_headline,
    {{ text_of('profile', 'location_name') }} as person_location,
    {{ text_of('profile', 'country') }} as person_country
{%- endmacro %}
