// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title MODELLED AI requests whose fee is divided 70 to 30.
/// @notice Oraichain's docs (oraichain/docs 4331e5f, tokenomics.md): 70 % to those who execute a request (validators, AI
/// providers, test-case providers), 30 % to block validators. Real requests live on Oraichain's Cosmos side; these events
/// are ours. The executors' part is divided equally, which is an assumption.
contract ModelledAiRequests {
    using SafeERC20 for IERC20;

    uint256 public constant EXECUTORS_PERCENT = 70;

    struct Request { bytes32 service; address consumer; uint256 fee; bool isDone; }

    IERC20 public immutable token;
    address public immutable blockValidators;
    mapping(bytes32 => address) public providers;
    Request[] public requests;

    error NotAllowed(address caller);
    error NoExecutor(uint256 request);

    event ServiceListed(bytes32 indexed service, address indexed provider, string name);
    event AiRequested(uint256 indexed request, bytes32 indexed service, address indexed consumer, uint256 fee);
    event AiReported(uint256 indexed request, bytes32 indexed service, address indexed reporter, bytes32 resultHash);
    event FeeDivided(uint256 indexed request, bytes32 indexed service, address indexed payee, uint256 amount, bool isExecutor);

    constructor(IERC20 token_, address blockValidators_) {
        token = token_;
        blockValidators = blockValidators_;
    }

    function list(bytes32 service, string calldata name) external {
        if (providers[service] != address(0)) revert NotAllowed(msg.sender);
        providers[service] = msg.sender;
        emit ServiceListed(service, msg.sender, name);
    }

    function ask(bytes32 service, uint256 fee) external returns (uint256 request) {
        request = requests.length;
        requests.push(Request(service, msg.sender, fee, false));
        token.safeTransferFrom(msg.sender, address(this), fee);
        emit AiRequested(request, service, msg.sender, fee);
    }

    /// @notice The service's provider reports and names who executed; each part rounds down, block validators get the rest.
    function report(uint256 request, bytes32 resultHash, address[] calldata executors) external {
        Request storage asked = requests[request];
        if (providers[asked.service] != msg.sender || asked.isDone) revert NotAllowed(msg.sender);
        if (executors.length == 0) revert NoExecutor(request);
        asked.isDone = true;
        emit AiReported(request, asked.service, msg.sender, resultHash);
        uint256 each = (asked.fee * EXECUTORS_PERCENT) / 100 / executors.length;
        for (uint256 index = 0; index < executors.length; index++) {
            token.safeTransfer(executors[index], each);
            emit FeeDivided(request, asked.service, executors[index], each, true);
        }

        uint256 rest = asked.fee - each * executors.length;
        token.safeTransfer(blockValidators, rest);
        emit FeeDivided(request, asked.service, blockValidators, rest, false);
    }
}
