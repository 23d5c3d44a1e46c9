declare
    found_value jsonb := {{ function('json_at') }}(body, {{ text_array(answer_keys()) }});
    names_an_answer boolean := body ?| {{ text_array(answer_keys()) }};
    envelope jsonb;
    answer_object jsonb;
    answer_text text;
    problem text;
    model text;
begin
    if body is null then
        return null;
    end if;
    model := coalesce(
        {{ function('json_text') }}(body -> 'modelVersion'), {{ function('json_text') }}(body -> 'model')
    );
    if found_value is null and (jsonb_typeof(body) <> 'object' or not names_an_answer) then
        found_value := body;
    end if;
    -- An answer may be text that holds an envelope whose answer is text again.
    for step in 1..4 loop
        if jsonb_typeof(found_value) = 'string' then
            answer_text := {{ function('unfenced_text') }}(found_value #>> '{}');
            found_value := {{ function('json_in_text') }}(found_value #>> '{}');
            exit when found_value is null;
        end if;
        exit when jsonb_typeof(found_value) <> 'object';
        -- Some clients put the envelope under a key of their own.
        envelope := coalesce(
            {{ function('model_envelope') }}(found_value), {{ function('model_envelope') }}(found_value -> 'response')
        );
        exit when envelope is null;
        answer_text := null;
        problem := envelope ->> 'problem';
        model := coalesce(envelope ->> 'model', model);
        found_value := envelope -> 'answer';
        exit when problem in ('answer_blocked', 'provider_error');
    end loop;
    case jsonb_typeof(found_value)
        when 'object' then
            answer_object := nullif(found_value, '{}'::jsonb);
            answer_text := null;
        when 'array' then answer_text := found_value::text;
        else answer_text := coalesce({{ function('json_text') }}(found_value), answer_text);
    end case;
    if problem in ('answer_blocked', 'provider_error') then
        answer_object := null;
        answer_text := null;
    elsif answer_object is not null then
        problem := null;
    elsif problem is null and answer_text is null then
        problem := coalesce({{ function('model_envelope') }}(body) ->> 'problem', 'no_answer');
    end if;
    return jsonb_build_object('object', answer_object, 'text', answer_text, 'problem', problem, 'model', model);
end
