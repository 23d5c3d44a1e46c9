{%- set plan = plan_window(landed_sources('person_email')) -%}

with delivered as (
    {{ deliveries('person_email', plan, with_first_receipt=true) }}
),

opened as (
    select
        delivered.*,
        coalesce({{ function('json_object') }}(doc -> 'results'), doc) as result,
        coalesce({{ function('json_object') }}(doc -> 'input'), '{}'::jsonb) as input,
        -- 'success': false alone is a miss, not an error.
        {{ function('provider_error') }}(doc - 'success') as provider_error
    from delivered
),

parsed as (
    select
        opened.*,
        case
            when {{ first_text_of('body', ['first_name', 'last_name', 'full_name']) }} is not null then body
            when {{ first_text_of('doc', ['first_name', 'last_name', 'full_name']) }} is not null then doc
            else input
        end as named,
        {{ site_domain('coalesce(' ~ [
            text_of('body', 'domain'), text_of('doc', 'domain'), text_of('input', 'domain')
        ] | join(', ') ~ ')') }} as sent_domain,
        coalesce({{ text_of('result', 'email') }}, {{ text_of('doc', 'valid_email') }}) as email_text,
        lower({{ first_text_of('result', ['validation', 'email_status', 'status']) }}) as stated_status,
        lower({{ text_of('doc', 'error') }}) as error_code,
        {{ function('parse_boolean') }}({{ text_of('doc', 'success') }}) as success,
        {{ function('parse_boolean') }}({{ text_of('input', 'not_found_error') }}) as input_not_found_error,
        coalesce(doc -> 'results', doc -> 'email', result -> 'email') is not null as names_a_result
    from opened
),

placed as (
    {{ with_company_domain('parsed') }}
),

judged as (
    select
        placed.*,
        {{ function('normalize_email') }}(email_text) as email,
        coalesce(
            verdict.status,
            -- 'Email not found', 'No email found.'
            case
                when
                    stated_status is null and email_text is null
                    and {{ text_of('doc', 'message') }} ~* '\m(?:not?)\M.*\mfound\M'
                    then 'not_found'
            end
        ) as canonical_status,
        coalesce(stated_status, case when verdict.status is not null then error_code end) as status,
        no_value.raw_value is null and coalesce(verdict.status, '') <> 'not_found' as wants_an_email,
        {{ function('clean_line') }}({{ text_of('named', 'first_name') }}) as first_name,
        {{ function('clean_line') }}({{ text_of('named', 'last_name') }}) as last_name,
        {{ function('clean_line') }}({{ text_of('named', 'full_name') }}) as sent_name
    from placed
    left join {{ ref('email_statuses') }} as verdict
        on coalesce(placed.stated_status, placed.error_code) = verdict.raw_status
    left join {{ ref('non_values') }} as no_value on lower(placed.email_text) = no_value.raw_value
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    first_received_at,
    received_at as observed_at,
    {{ function('person_member_url') }}(key_text) as person_linkedin_url,
    {{ person_names() }},
    case when junk_kind is null then company_domain end as domain,
    {{ function('clean_line') }}(
        coalesce(
            {{ text_of('body', 'company_name') }},
            {{ text_of('doc', 'company_name') }},
            {{ text_of('input', 'company_name') }}
        )
    ) as company_name,
    {{ function('normalize_company_linkedin_url') }}(
        coalesce(
            {{ text_of('body', 'company_linkedin_url') }},
            {{ first_text_of('doc', ['company_linkedin_url', 'company_profile_url']) }}
        )
    ) as company_linkedin_url,
    email,
    status,
    canonical_status as email_status_canonical,
    (
        select
            jsonb_agg(
                {{ function('normalize_email') }}({{ function('json_text') }}(listed.element)) order by listed.place
            )
        from
            jsonb_array_elements({{ list_or_words("result -> 'alternatives'") }})
            with ordinality as listed (element, place)
        where {{ function('normalize_email') }}({{ function('json_text') }}(listed.element)) is not null
    ) as alternatives,
    success,
    input_not_found_error,
    {{ text_of('doc', 'message') }} as message,
    {% for flag in ['has_mx', 'is_domain_catch_all', 'employment_verified', 'mx_security_gateway'] -%}
    {{ function('parse_boolean') }}({{ text_of('doc', flag) }}) as {{ flag }},
    {% endfor -%}
    {{ text_of('doc', 'mx_record') }} as mx_record,
    {{ text_of('doc', 'mx_provider') }} as mx_provider,
    {{ function('parse_number') }}({{ first_text_of('doc', ['credits_consumed', 'credits_charged']) }})
        as credits_consumed,
    {{ text_of('body', 'clay_table_url') }} as clay_table_url,
    case
        when problem is not null then problem
        when
            email is null and canonical_status is null and input_not_found_error is not true
            and (
                provider_error is not null
                or success is false and not names_a_result and {{ text_of('doc', 'message') }} is not null
            )
            then 'provider_error'
        when
            not names_a_result
            and coalesce(status, canonical_status, email_text, success::text, input_not_found_error::text) is null
            then 'no_answer'
        when email is null and email_text is not null and wants_an_email then 'unreadable_email'
    end as rejected_reason,
    {{ generation(plan) }} as changed_in
from judged
