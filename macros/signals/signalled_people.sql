{% macro signalled_people(relation) -%}
    {#- Deliveries of a signal about a person, with the profile that came along (in the event, else beside it), the
        person's and the client's keys, and the time of the profile. The key as sent may be a list. -#}
    select
        {{ relation }}.*,
        found.profile,
        coalesce(
            {{ function('person_member_url') }}({{ function('first_of_list') }}(to_jsonb(key_text))),
            {{ function('person_member_url') }}(
                {{ function('first_of_list') }}(body -> 'person_linkedin_url')
            ),
            {{ provider_profile_url('found.profile') }}
        ) as person_linkedin_url,
        coalesce(
            key_text,
            {{ function('first_of_list') }}(body -> 'person_linkedin_url'),
            {{ text_of('found.profile', 'url') }}
        ) as sent_person_url,
        {{ function('normalize_domain') }}({{ text_of('body', 'client_domain') }}) as client_domain,
        {{ text_of('body', 'client_domain') }} as sent_client,
        {{ function('parse_timestamp') }}(
            {{ function('json_text') }}({{ function('json_at') }}(doc, array['fullProfile.last_refresh']))
        ) as refreshed_at
    from {{ relation }}
    cross join lateral (
        select coalesce(
            nullif({{ function('json_object') }}(doc -> 'fullProfile'), '{}'::jsonb),
            {{ function('json_object') }}(body -> 'person_record_raw_payload')
        ) as profile
    ) as found
{%- endmacro %}
