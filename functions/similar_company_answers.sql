declare
    envelopes constant text[] := array['provider_response', 'raw_response', 'raw_payload', 'response'];
    sent jsonb := {{ function('json_at') }}(body, envelopes);
    answer jsonb := {{ function('nested_object') }}(body, envelopes);
    asked jsonb := {{ function('json_array') }}(body -> 'domains');
    own_domain text := coalesce(
        {{ function('json_text') }}(body -> 'domain'), {{ function('json_text') }}(body -> 'input_domain')
    );
    own_keys constant text[] := array[
        'items', 'results', 'metadata', 'http_status', 'status_code', 'provider_status', 'error', 'errors', 'success',
        'message'
    ];
    member record;
    answers jsonb := '[]'::jsonb;
begin
    if body is null then
        return null;
    elsif jsonb_typeof(body) <> 'object' then
        return answers;
    elsif own_domain is null and jsonb_array_length(asked) = 1 then
        own_domain := {{ function('json_text') }}(asked -> 0);
    end if;
    if sent is null and jsonb_strip_nulls(body) ?| own_keys then
        answer := body;
    elsif sent is not null and answer is null then
        answer := jsonb_build_object('items', sent);
    end if;
    -- The answer to one question stands alone; those to many stand each under the domain that was asked for.
    for member in
        select
            named.key as domain,
            {{ function('json_object') }}(named.value) as value
        from jsonb_each(answer) as named
        where answer is distinct from body
            and not answer ?| own_keys
            and {{ function('normalize_domain') }}(named.key) is not null
            and {{ function('json_object') }}(named.value) is not null
        order by named.key
    loop
        answers := answers || {{ function('similar_company_answer') }}(member.domain, member.value);
    end loop;
    if answers = '[]'::jsonb and answer is not null then
        answer := jsonb_strip_nulls(jsonb_build_object(
            'http_status', coalesce(body -> 'http_status', body -> 'status_code', body -> 'provider_status')
        )) || answer;
        answers := jsonb_build_array({{ function('similar_company_answer') }}(own_domain, answer));
    end if;
    return answers;
end
