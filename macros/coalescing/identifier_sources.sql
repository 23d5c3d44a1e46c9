{% macro identifier_sources() -%}
    {#- Who names a person by more than one address or id: kind of record to the addresses (as named_together takes them),
        LinkedIn's number of the member, and the name; expressions over `news`. -#}
    {%- set salesnav_url = function('person_member_url') ~ '(news.person_linkedin_sales_nav_url)' -%}
    {%- set salesnav_urn = function('person_member_url') ~ '(news.linkedin_user_profile_urn)' -%}
    {%- set salesnav_number = function('parse_bigint')
        ~ "(substring(news.linkedin_user_profile_urn from '(?i)^\\s*urn:li:member:([0-9]{1,18})\\s*$'))" -%}
    {{- return({
        'person_profile': [
            ['news.linkedin_url', 'news.profile_url', 'news.member_url'], 'news.linkedin_profile_id', 'news.full_name'
        ],
        'person_discovery': [
            ['news.linkedin_url', 'news.profile_url', 'news.member_url'], 'null::bigint', 'news.full_name'
        ],
        'person_title_enrichment': [['news.linkedin_url', 'null', 'news.member_url'], 'null::bigint', 'news.full_name'],
        'salesnav_scrapes_person': [[salesnav_url, 'news.profile_url', salesnav_urn], salesnav_number, 'news.full_name'],
        'job_change': [
            ['news.person_linkedin_url', 'news.person_profile_url', 'news.person_member_url'], 'news.person_profile_id',
            'news.person_name'
        ],
        'promotion': [
            ['news.person_linkedin_url', 'news.person_profile_url', 'news.person_member_url'], 'news.person_profile_id',
            'news.person_name'
        ]
    }) -}}
{%- endmacro %}
