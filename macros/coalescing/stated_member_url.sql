{% macro stated_member_url(object) -%}
    {#- The hashed member id that an object (jsonb) states for the person beside an address, as the address made of it:
        a URN, a bare id or a Sales Navigator address. Null when it states none, or something else. -#}
    (
        select
            case
                when {{ function('linkedin_url_type') }}(stated.url) = 'salesnav' then stated.url
            end
        from (
            select coalesce(
                {{ function('person_member_url') }}(sent.id),
                {{ function('person_member_url') }}('urn:li:fsd_profile:' || sent.id)
            ) as url
            from (
                select {{ first_text_of(object, [
                    'linkedin_user_profile_urn', 'profile_urn', 'profileUrn', 'entity_urn', 'entityUrn', 'member_urn',
                    'person_linkedin_sales_nav_url', 'sales_navigator_url', 'sales_nav_url'
                ]) }} as id
            ) as sent
        ) as stated
    )
{%- endmacro %}
